/** Vectors of length 1, of which the dot product is the cosine. */
import { AppError } from '../../core/errors.ts'

/** `vector` scaled to length 1, in place. @throws AppError `embedder-failed` when it has no length */
export function unit(vector: Float32Array): Float32Array {
  const length = Math.sqrt(vector.reduce((sum, x) => sum + x * x, 0))
  if (!Number.isFinite(length) || length === 0) {
    throw new AppError('embedder-failed', { problem: 'it gave a vector without a length' })
  }
  for (let d = 0; d < vector.length; d++) vector[d]! /= length
  return vector
}
