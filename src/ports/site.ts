/** The site itself. */
export interface Site {
  /** Its time zone by its IANA name; UTC where Jira does not tell. */
  timeZone(): Promise<string>;
}
