namespace OzFunctions.Web.Oz;

/// <summary>The tokens of a session, and when it ends.</summary>
/// <param name="Tokens">The tokens.</param>
/// <param name="Received">The timestamp of their receipt.</param>
/// <param name="Lasts">How long the session lasts from then on unless it is used; null when that is unknown, and only a refusal shows that it has ended.</param>
internal sealed record OzSessionToken(OzToken Tokens, long Received, TimeSpan? Lasts)
{
    /// <summary>The session that an answer of Oz begins.</summary>
    /// <param name="tokens">The tokens in the answer.</param>
    /// <param name="answer">The answer.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The session.</returns>
    public static OzSessionToken Of(OzToken tokens, OzAnswer answer, TimeProvider time)
    {
        // Both times are of Oz's clock, which may differ from ours.
        var lasts = tokens.ExpireDate - (answer.Date ?? time.GetUtcNow());
        return new OzSessionToken(tokens, time.GetTimestamp(), lasts > TimeSpan.Zero ? lasts : null);
    }

    /// <summary>Whether the session ends within a time from now.</summary>
    /// <param name="margin">The time.</param>
    /// <param name="time">The clock.</param>
    /// <returns>True when it does, or has ended.</returns>
    public bool EndsWithin(TimeSpan margin, TimeProvider time) => Lasts is { } lasts && time.GetElapsedTime(Received) > lasts - margin;
}
