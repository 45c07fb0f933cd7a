namespace OzFunctions.Benchmarks.Fuzz.Continuations;

/// <summary>A continuation and the list that is asked to continue with it.</summary>
/// <param name="List">The list.</param>
/// <param name="Text">The continuation.</param>
/// <param name="Origin">Where the continuation comes from.</param>
internal sealed record ContinuationInput(FuzzList List, string Text, ContinuationOrigin Origin)
{
    private static readonly string[] Positions =
    [
        "0", "0.", "1.", "15.", "16.", "31.", "32.", "-1.", "2147483648.", "99999999999999999999.", ".", "..", "MToh", "MTog", "MTo", "1: ", "20260601.", "20260531.0.", "00000000.", "99991231.", "20260601", "\u0660.", "0.MToh",
        "2516068160285066838-00000000000000000000000000000000", "9999999999999999999-ffffffffffffffffffffffffffffffff",
    ];

    /// <summary>Makes the continuation of a number.</summary>
    /// <param name="number">The number.</param>
    /// <returns>The continuation.</returns>
    public static ContinuationInput Of(int number)
    {
        var random = new Random(number);
        var list = random.Pick(FuzzLists.All);
        var ours = random.Pick(list.Continuations);
        switch (random.Next(8))
        {
            case 0 or 1:
                return new ContinuationInput(list, ours, ContinuationOrigin.Own);
            case 2:
                var other = random.Pick(FuzzLists.All);
                return new ContinuationInput(list, random.Pick(other.Continuations), other == list ? ContinuationOrigin.Own : ContinuationOrigin.Altered);
            case 3 or 4:
                var altered = random.Changed(ours);
                return new ContinuationInput(list, altered, altered == ours ? ContinuationOrigin.Own : ContinuationOrigin.Altered);
            default:
                // What a change of the text itself cannot reach, because its mark would no longer fit.
                var theirs = random.Pick(random.Pick(FuzzLists.All).Continuations)[ContinuationSubject.MarkLength..];
                var position = random.Next(3) switch { 0 => random.Pick(Positions), 1 => random.Changed(theirs), _ => theirs };
                return new ContinuationInput(list, list.Forge(position.Length > 0 ? position : "0", random), ContinuationOrigin.Forged);
        }
    }
}
