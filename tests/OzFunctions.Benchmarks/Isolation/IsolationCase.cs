namespace OzFunctions.Benchmarks.Isolation;

/// <summary>One comparison of the run.</summary>
/// <param name="Trouble">What is wrong with <c>bad</c>.</param>
/// <param name="Owed">How many deliveries are owed to it when the measurement begins.</param>
internal sealed record IsolationCase(Trouble Trouble, int Owed)
{
    /// <summary>Whether nothing goes to <c>bad</c> while it is in trouble. Otherwise there is neither an idle time to measure, nor one moment of release.</summary>
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
