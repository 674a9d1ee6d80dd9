/** A Word document as parts: through HTML, so that headings, lists and tables are understood in one place. */
import mammoth from 'mammoth'
import { AppError, problemOf } from '../core/errors.ts'
import { readHtml } from './html/html.ts'
import { bytesText, LIMITS, tooLarge } from './limits.ts'
import type { Parts } from './part.ts'
import { zipMembers } from './zip.ts'

const MEMBER_BYTES = 100 * 1024 ** 2
/** Words and their marks; only pictures, which are not read, are larger. */
const XML_BYTES = 32 * 1024 ** 2

/** Pictures are not read: an empty address keeps them out of the page. */
const OPTIONS = {
  convertImage: mammoth.images.imgElement(async () => ({ src: '' })),
  externalFileAccess: false,
  // Struck-out words stay words; a reader judges the document by its text.
  styleMap: ['strike => s', "p[style-name='Title'] => h1:fresh", "p[style-name='Subtitle'] => p:fresh"],
}

/** Throws AppError `file-unreadable` or `file-too-large`. */
export async function readDocx(bytes: Buffer, path: string): Promise<Parts> {
  // The reader trusts the sizes in the archive, and they may be a lie: each part is unpacked and counted first.
  for await (const member of zipMembers(bytes, path, { ...LIMITS, memberBytes: MEMBER_BYTES })) {
    let size = 0
    for await (const chunk of member.open()) {
      size += chunk.length
      if (size > XML_BYTES && /\.(?:xml|rels)$/i.test(member.name))
        throw tooLarge(`${path}!${member.name}`, bytesText(XML_BYTES))
    }
  }
  try {
    const { value } = await mammoth.convertToHtml({ buffer: bytes }, OPTIONS)
    return readHtml(value)
  } catch (error) {
    if (error instanceof AppError) throw error
    const problem = `it is not a Word document (${problemOf(error)})`
    throw new AppError('file-unreadable', { path, problem }, { cause: error })
  }
}
