/** Facts for the log: never an address, a secret, a URL or a body. */
export type Log = (event: string, facts?: Readonly<Record<string, string | number | boolean | null>>) => void;
