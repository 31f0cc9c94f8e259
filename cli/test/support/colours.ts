import pc from 'picocolors';

/** For texts as they stand in a file. */
export const noColours = pc.createColors(false);
