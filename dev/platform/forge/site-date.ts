/**
 * The app's `Date` on a site whose time may be ahead of the machine's.
 */

/**
 * A `Date` that is the machine's in everything except that its present is the site's. It has the machine's own prototype:
 * libraries for time zones go by the names that stand there. @param now milliseconds since the epoch
 */
export const siteDate = (now: () => number): DateConstructor =>
  new Proxy(Date, {
    construct: (target, parts, newTarget) =>
      Reflect.construct(target, parts.length === 0 ? [now()] : parts, newTarget) as Date,
    apply: (target) => new target(now()).toString(),
    get: (target, name): unknown => (name === 'now' ? now : Reflect.get(target, name)),
  });
