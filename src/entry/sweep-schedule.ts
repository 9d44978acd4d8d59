import { sweep } from '../app/sweep/sweep';
import { portsOfThisInstallation } from '../forge/ports';

/** Runs every five minutes. The platform wants an answer shaped like a web trigger's. */
export async function sweepSchedule(): Promise<{ statusCode: number }> {
  await sweep(portsOfThisInstallation());
  return { statusCode: 204 };
}
