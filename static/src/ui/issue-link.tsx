import { router } from '@forge/bridge';

/** A link to an issue: the page around the app's frame goes there. */
export const IssueLink = ({ issueKey }: { issueKey: string }) => (
  <a
    href={`/browse/${issueKey}`}
    onClick={(event) => {
      event.preventDefault();
      void router.navigate(`/browse/${issueKey}`);
    }}
  >
    {issueKey}
  </a>
);
