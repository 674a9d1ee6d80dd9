/** Turns texts into vectors whose nearness is nearness in meaning. Optional: search is whole without one. */

export interface Embedder {
  /** Names the model and everything that changes its vectors; vectors of different ids are never compared. */
  readonly id: string
  readonly dimensions: number
  /** One vector of length 1 for each text, in order. Rejects with an AppError `embedder-failed`. */
  embed(texts: readonly string[]): Promise<Float32Array[]>
}
