/** The language model that drafts: which server, how patiently it is asked, and what a failure is called. */
import { AppError } from '../../core/errors.ts'
import { type ChatModel, type ChatOptions, chatAt } from '../../sources/chat.ts'

export const DRAFT_KEY_VARIABLE = 'MEDCODEX_DRAFT_KEY'

/** @throws AppError `invalid-input` for a bad address; its questions throw `drafting-failed` */
export const openChat = (options: ChatOptions): ChatModel =>
  chatAt(options, {
    // A draft takes a model some time.
    limits: { timeoutMs: 300_000, tries: 5, pauseMs: 2000 },
    flag: '--url',
    keyVariable: DRAFT_KEY_VARIABLE,
    schemaName: 'sections',
    fail: (problem) => new AppError('drafting-failed', { problem }),
  })
