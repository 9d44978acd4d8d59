import { mask } from '../../core/person/mask';
import type { Ports } from '../../ports/ports';
import { assess, readHourlyCount } from '../locate/assess';
import { assertFound } from '../locate/locate';
import { type Request, askingFor, refuseMismatch } from './request';
import { refusedBy } from '../locate/why-not-found';

/** What would happen, without anything happening. @throws AppError */
export async function dryRun(ports: Ports, request: Request) {
  const settings = await ports.settings.read();
  const { counted } = await readHourlyCount(ports);
  const assessment = await assess(ports, settings, request.issue, askingFor(request, counted));
  const { verdict, plan, located } = assessment;
  if (verdict.kind === 'refuse') throw refusedBy(verdict.code, assessment);
  const { person } = assertFound(located, assessment.issue, settings);
  await refuseMismatch(ports, request, assessment);
  return {
    plan: plan.map(({ connection, provider }) => ({
      connection: connection.id,
      provider: connection.provider,
      calls: provider.describe(connection.settings).calls,
    })),
    person: mask(person.email),
    approval: verdict.kind === 'approve' ? [...verdict.because] : [],
  };
}
