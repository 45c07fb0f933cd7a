namespace OzFunctions.Benchmarks.Isolation;

/// <summary>One comparison of the isolation run.</summary>
/// <param name="Trouble">The fault of <c>bad</c>.</param>
/// <param name="Owed">The number of deliveries owed to it when the measurement begins.</param>
internal sealed record IsolationCase(Trouble Trouble, int Owed)
{
    /// <summary>
    /// Whether <c>bad</c> accepts nothing during the fault. If it accepts some, there is no idle time to measure and no single moment of
    /// release.
    /// </summary>
    public bool IsDown => Trouble is not Trouble.Flaps;

    /// <inheritdoc/>
    public override string ToString() => Trouble switch
    {
        Trouble.Refuses => $"{Owed:N0} owed to an endpoint that answers 503",
        Trouble.Hangs => $"{Owed:N0} owed to an endpoint that never answers",
        Trouble.HasNoAddress => $"{Owed:N0} owed to an endpoint whose name is not resolved",
        _ => $"{Owed:N0} sent to an endpoint that answers 503 for each other half minute",
    };
}
