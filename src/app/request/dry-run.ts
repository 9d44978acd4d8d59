import { mask } from '../../core/person/mask';
import type { Ports } from '../../ports/ports';
import { assess, readHourlyCount } from '../locate/assess';
import { assertFound } from '../locate/locate';
import { type Request, askingFor, refuseMismatch } from './request';
import { refusedBy } from '../locate/why-not-found';
import type { HeldThere } from '../look/look';
import { lookBy } from './look-first';

/** How many records a provider says that it holds; nothing where it does not say. */
const foundAt = ({ held }: HeldThere): { found?: number } =>
  held.kind === 'found' ? { found: held.records } : held.kind === 'nobody' ? { found: 0 } : {};

/** What would happen, and what the providers hold, without anything happening. @throws AppError */
export async function dryRun(ports: Ports, request: Request) {
  const readAt = ports.system.now();
  const settings = await ports.settings.read();
  const { counted } = await readHourlyCount(ports);
  const assessment = await assess(ports, settings, request.issue, askingFor(request, counted));
  const { verdict, located } = assessment;
  if (verdict.kind === 'refuse') throw refusedBy(verdict.code, assessment);
  const { person } = assertFound(located, assessment.issue, settings);
  await refuseMismatch(ports, request, assessment);
  const all = await lookBy(ports, assessment, readAt);
  return {
    plan: all.map((there) => {
      const { connection, provider } = there.planned;
      const { calls } = provider.describe(connection.settings);
      return { connection: connection.id, provider: connection.provider, calls, ...foundAt(there) };
    }),
    person: mask(person.email),
    approval: verdict.kind === 'approve' ? [...verdict.because] : [],
  };
}
