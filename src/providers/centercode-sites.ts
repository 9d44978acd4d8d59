/** Hosts and URLs of Centercode, as admins paste them. */

export const SITE = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+centercode\.com$/;

/** Whether a text is an https URL under centercode.com, without credentials and without a port. */
export function isCentercodeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, port, hostname } = new URL(text);
  return protocol === 'https:' && `${username}${password}${port}` === '' && SITE.test(hostname);
}
