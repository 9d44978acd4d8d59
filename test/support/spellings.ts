/** A text in every spelling it could hide in: as it is, in either case, percent-encoded, and as base64. */
export function spellingsOf(text: string): string[] {
  const cases = [text, text.toLowerCase(), text.toUpperCase()];
  // Within base64, a text looks different by where it begins.
  const inBase64 = (one: string) =>
    [0, 1, 2].map((shift) =>
      Buffer.from('x'.repeat(shift) + one)
        .toString('base64')
        .slice(shift === 0 ? 0 : 4, -4),
    );
  return [...new Set(cases.flatMap((one) => [one, encodeURIComponent(one), ...inBase64(one)]))];
}
