namespace OzFunctions.Core.Folders;

/// <summary>Compares times that may be unknown.</summary>
internal static class Times
{
    /// <summary>The later of two times.</summary>
    /// <param name="left">One time; null when unknown.</param>
    /// <param name="right">The other time; null when unknown.</param>
    /// <returns>The later one, or the known one; null when neither is known.</returns>
    public static DateTimeOffset? Later(DateTimeOffset? left, DateTimeOffset? right) => left is null || right > left ? right : left;

    /// <summary>The earlier of two times.</summary>
    /// <param name="left">One time; null when unknown.</param>
    /// <param name="right">The other time; null when unknown.</param>
    /// <returns>The earlier one, or the known one; null when neither is known.</returns>
    public static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) => left is null || right < left ? right : left;
}
