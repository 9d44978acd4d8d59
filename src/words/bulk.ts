/** Of an issue whose person is another by now than the preview showed. */
export const CHANGED_WORDS = 'The address on the issue changed since the preview. Nothing was started; preview again.';
