/** A secret of the web trigger. One that was replaced stays valid until `validUntil`. */
export interface TriggerSecret {
  readonly secret: string;
  readonly createdAt: number;
  readonly validUntil: number | null;
}

/** The secrets of the web trigger. */
export interface TriggerSecrets {
  read(): Promise<TriggerSecret[]>;
  write(secrets: TriggerSecret[]): Promise<void>;
}
