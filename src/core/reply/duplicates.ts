/**
 * Whether a text of JSON gives a name twice in one object: `{"error":"x","error":null}`. A parser keeps the last of them and
 * forgets the others, so such a text means whatever its reader likes.
 */

/** A string, and the colon behind it where it is a name. */
const STRING = /"(?:[^"\\]|\\.)*"(\s*:)?/g;

/** How many names stand in the objects of a JSON value. */
function membersIn(json: unknown): number {
  let members = 0;
  const left = [json];
  while (left.length > 0) {
    const next = left.pop();
    if (typeof next !== 'object' || next === null) continue;
    const values = Object.values(next);
    if (!Array.isArray(next)) members += values.length;
    for (const value of values) left.push(value);
  }
  return members;
}

/** Whether a name stands twice in an object. @param json what `text` parsed to */
export function hasDuplicates(text: string, json: unknown): boolean {
  if (typeof json !== 'object' || json === null) return false;
  let names = 0;
  for (const [, colon] of text.matchAll(STRING)) if (colon !== undefined) names += 1;
  return names !== membersIn(json);
}
