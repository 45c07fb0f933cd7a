namespace OzFunctions.Benchmarks.Fuzz.Continuations;

/// <summary>Where a continuation comes from.</summary>
internal enum ContinuationOrigin
{
    /// <summary>An earlier page of the list.</summary>
    Own,

    /// <summary>Another list, or it was changed.</summary>
    Altered,

    /// <summary>It has the list's mark, but any position.</summary>
    Forged,
}
