/** The little that we use of pdfkit's own font reader, which comes without types. */
declare module 'fontkit' {
  interface Position {
    xAdvance: number
    yAdvance: number
    xOffset: number
    yOffset: number
  }

  interface Glyph {
    /** Not part of its published interface; absent is all right. */
    _decode?: () => unknown
  }

  interface GlyphRun {
    glyphs: readonly Glyph[]
    positions: Position[]
    advanceWidth: number
  }

  interface Font {
    unitsPerEm: number
    characterSet: readonly number[]
    glyphForCodePoint(code: number): Glyph
    layout(text: string, features?: unknown): GlyphRun
  }

  function create(bytes: Uint8Array): Font
}
