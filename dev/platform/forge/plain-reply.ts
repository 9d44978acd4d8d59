/**
 * A reply as far as the @forge packages and the app read one: a whole Response for every request to the storage would take
 * longer than everything else in a test.
 */
export function plainReply(status: number, text = '', headers: Readonly<Record<string, string>> = {}): Response {
  const lower = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  const reply = {
    ok: status >= 200 && status < 300,
    status,
    statusText: String(status),
    headers: {
      get: (name: string) => lower.get(name.toLowerCase()) ?? null,
      has: (name: string) => lower.has(name.toLowerCase()),
    },
    get body() {
      return text === '' ? null : [Buffer.from(text)];
    },
    text: () => Promise.resolve(text),
    json: () => Promise.resolve(JSON.parse(text) as unknown),
  };
  return reply as unknown as Response;
}
