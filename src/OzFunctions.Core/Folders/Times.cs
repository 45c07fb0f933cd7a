namespace OzFunctions.Core.Folders;

/// <summary>Compares times that may not be known.</summary>
internal static class Times
{
    /// <summary>The later of two times.</summary>
    /// <param name="left">One; null when it is not known.</param>
    /// <param name="right">The other; null when it is not known.</param>
    /// <returns>The later one, or the one that is known; null when neither is.</returns>
    public static DateTimeOffset? Later(DateTimeOffset? left, DateTimeOffset? right) => left is null || right > left ? right : left;

    /// <summary>The earlier of two times.</summary>
    /// <param name="left">One; null when it is not known.</param>
    /// <param name="right">The other; null when it is not known.</param>
    /// <returns>The earlier one, or the one that is known; null when neither is.</returns>
    public static DateTimeOffset? Earlier(DateTimeOffset? left, DateTimeOffset? right) => left is null || right < left ? right : left;
}
