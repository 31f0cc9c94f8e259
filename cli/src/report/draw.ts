/** Drawing is left to Graphviz (as WebAssembly) and resvg; both are loaded only when asked for. */

export async function drawSvg(dot: string): Promise<string> {
  const { instance } = await import('@viz-js/viz');
  return (await instance()).renderString(dot, { format: 'svg', engine: 'dot' });
}

const FONT = '@expo-google-fonts/arimo/400Regular/Arimo_400Regular.ttf';
/** Sharp on screens with two pixels for each point. */
const ZOOM = 2;

export async function drawPng(dot: string): Promise<Buffer> {
  const { Resvg } = await import('@resvg/resvg-js');
  const font = { fontFiles: [require.resolve(FONT)], loadSystemFonts: false, defaultFontFamily: 'Arimo' };
  return new Resvg(await drawSvg(dot), { font, fitTo: { mode: 'zoom', value: ZOOM } }).render().asPng();
}
