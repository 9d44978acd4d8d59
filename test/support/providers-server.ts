/**
 * Real servers in the place of the providers, scripted by the test: what they get is kept, what they answer is decided
 * request by request.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { successOf } from '../../dev/platform/vendors/success';
import type { VendorReply } from '../../dev/platform/vendors/wire';

export interface Received {
  readonly host: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export type Answering = (request: Received) => VendorReply | 'hang' | 'reset';

const HOSTS = ['example.centercode.com', 'api.copernica.com', 'authenticate.copernica.com', 'qhapi.quickhelp.com'];
/** Answers of success, as documented. */
export const asDocumented: Answering = ({ host }) => successOf(host);

export class ProvidersServer {
  readonly received: Received[] = [];
  answering: Answering = asDocumented;
  private readonly hanging = new Set<Socket>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<ProvidersServer> {
    const server = createServer();
    const providers = new ProvidersServer(server);
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        const received = {
          host: String(headers['x-forwarded-host']),
          method,
          path: url,
          headers,
          body: Buffer.concat(chunks).toString(),
        };
        providers.received.push(received);
        const answer = providers.answering(received);
        if (answer === 'hang') {
          providers.hanging.add(request.socket);
          return;
        }
        if (answer === 'reset') {
          request.socket.destroy();
          return;
        }
        const { status, body, headers: more = {} } = answer;
        response.writeHead(status, {
          ...(typeof body === 'object' ? { 'content-type': 'application/json' } : {}),
          ...more,
        });
        response.end(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body));
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    return providers;
  }

  /** The options that send every provider here. @param more hosts besides */
  routes(...more: string[]): string[] {
    const { port } = this.server.address() as AddressInfo;
    return [...HOSTS, ...more].flatMap((host) => ['--route', `https://${host}=http://127.0.0.1:${String(port)}`]);
  }

  to(host: string): Received[] {
    return this.received.filter((one) => one.host === host);
  }

  /** From now on the providers answer like this. Whoever still waits for an answer gets none: the connection ends. */
  reset(answering: Answering = asDocumented): void {
    for (const socket of this.hanging) socket.destroy();
    this.hanging.clear();
    this.received.length = 0;
    this.answering = answering;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }
}
