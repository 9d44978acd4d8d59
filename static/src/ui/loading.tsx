import Spinner from '@atlaskit/spinner';

export const Loading = ({ what }: { what: string }) => (
  <div className="row" role="status">
    <Spinner label={what} />
    <span className="quiet">{what}</span>
  </div>
);
