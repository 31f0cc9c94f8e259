/** Drawing is left to Graphviz (as WebAssembly) and resvg: large, and few need them, so whoever wants a picture installs them. */

const VIZ = '@viz-js/viz';
const RESVG = '@resvg/resvg-js';
const FONT = '@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf';
const FONT_PACKAGE = '@expo-google-fonts/arimo';

/** Sharp on screens with two pixels for each point. */
const ZOOM = 2;

export async function drawSvg(dot: string): Promise<string> {
  requirePackages('svg', VIZ);
  return renderSvg(dot);
}

export async function drawPng(dot: string): Promise<Buffer> {
  requirePackages('png', VIZ, RESVG, FONT_PACKAGE);
  const { Resvg } = (await import(pathOf(RESVG)!)) as typeof import('@resvg/resvg-js');
  const font = { fontFiles: [pathOf(FONT)!], loadSystemFonts: false, defaultFontFamily: 'Arimo' };
  return new Resvg(await renderSvg(dot), { font, fitTo: { mode: 'zoom', value: ZOOM } }).render().asPng();
}

async function renderSvg(dot: string): Promise<string> {
  const { instance } = (await import(pathOf(VIZ)!)) as typeof import('@viz-js/viz');
  return (await instance()).renderString(dot, { format: 'svg', engine: 'dot' });
}

/** Throws where packages are missing, with what to install. */
function requirePackages(format: string, ...packages: readonly string[]): void {
  const missing = packages.filter(name => pathOf(name) === undefined);
  if (missing.length > 0) {
    throw new Error(
      `--format ${format} draws with packages that are not installed: run npm install ${missing.join(' ')}, or choose --format mermaid or dot.`,
    );
  }
}

/** Where a package, or a file of one, is installed: beside the deployer or in the working directory, as npx runs it from elsewhere. */
function pathOf(name: string): string | undefined {
  try {
    return require.resolve(name, { paths: [__dirname, process.cwd()] });
  } catch {
    return undefined;
  }
}
