import { createServer, Server } from 'node:http';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { AddressInfo } from 'node:net';
import { extname, join, relative, resolve } from 'node:path';

/** Where the site lies below its host when it is tested. */
export const BASE = '/ros-cdk-global-registry/';

const FOLDER = resolve(__dirname, '../docs/site/dist');

const TYPES: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** The built site, served below a base as a host of pages would serve it. */
export class Site {
  private server?: Server;

  async open(): Promise<void> {
    this.server = createServer((request, response) => {
      const file = this.fileAt(new URL(request.url!, 'http://site').pathname);
      if (file === undefined) {
        response.writeHead(404).end();
      } else {
        response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
        response.end(readFileSync(join(FOLDER, file)));
      }
    });
    await new Promise<void>(done => this.server!.listen(0, '127.0.0.1', done));
  }

  async close(): Promise<void> {
    await new Promise(done => this.server?.close(done));
  }

  /** The address of a page, by its path below the base. */
  url(path: string): string {
    return `http://127.0.0.1:${(this.server!.address() as AddressInfo).port}${BASE}${path}`;
  }

  /** The file that answers a path, as it lies in the site; nothing where the host would say that there is none. */
  fileAt(path: string): string | undefined {
    if (!path.startsWith(BASE)) {
      return undefined;
    }
    const below = join(FOLDER, decodeURIComponent(path.slice(BASE.length)));
    const found = [below, `${below}.html`, join(below, 'index.html')].find(
      file => existsSync(file) && statSync(file).isFile(),
    );
    return found === undefined ? undefined : relative(FOLDER, found);
  }

  /** Every page, by its path below the base. */
  pages(): string[] {
    return readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
      .filter(file => file.endsWith('.html') && file !== '404.html')
      .sort();
  }

  html(page: string): string {
    return readFileSync(join(FOLDER, page), 'utf8');
  }
}
