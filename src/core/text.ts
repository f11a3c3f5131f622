// Two-language text as data. Interface phrases live in the web application; these are names and sentences that the rules make.

/** The same words in Chinese and English. */
export interface Text {
  readonly zh: string
  readonly en: string
}
