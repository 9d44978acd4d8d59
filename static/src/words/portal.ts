/** The words of the panel on the customer portal's request, besides those that the server says. */
export const PORTAL = {
  loading: 'Loading …',
  notYours: 'What became of this request is shown only to the person who made it.',
  notShown: 'What becomes of this request is not shown here. To find out, comment on this request.',
  notLoaded: 'This could not be loaded. Nothing is lost; try again in a minute.',
  begun: 'Begun',
  ended: 'Ended',
  systems: 'Systems',
};
