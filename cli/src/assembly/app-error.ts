/** The app could not be synthesised or read; the message says why and what to do. */
export class AppError extends Error {}
