import { router } from '@forge/bridge';

/** A link to another site. The frame of a page may open no window: Jira opens it, and asks whoever clicked. */
export const OutsideLink = ({ href, children }: { href: string; children: string }) => (
  <a
    href={href}
    onClick={(event) => {
      event.preventDefault();
      // Whoever says no to Jira's question stays here.
      void router.open(href).catch(() => undefined);
    }}
  >
    {children}
  </a>
);
