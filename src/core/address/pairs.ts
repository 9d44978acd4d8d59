/**
 * Brackets and quotation marks, each with the one that closes it.
 */
export const PAIRS: Readonly<Record<string, string>> = {
  ...{ '<': '>', '(': ')', '[': ']', '{': '}', '"': '"', "'": "'", '`': '`' },
  ...{
    '“': '”',
    '„': '“',
    '‘': '’',
    '‚': '‘',
    '«': '»',
    '»': '«',
    '‹': '›',
    '「': '」',
    '『': '』',
    '（': '）',
    '＜': '＞',
  },
};
