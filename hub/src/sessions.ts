/** Remembers ended sessions, so that a copied cookie stops working. */
export interface Sessions {
  /**
   * Ends a session in every process on the same database.
   *
   * @param id the session's UUID.
   * @param expiresAt when the session would have ended by itself. The hub forgets it then.
   */
  end(id: string, expiresAt: Date): Promise<void>
  /** Whether the session with this UUID was ended. */
  hasEnded(id: string): Promise<boolean>
}
