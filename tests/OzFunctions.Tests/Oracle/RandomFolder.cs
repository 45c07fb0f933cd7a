namespace OzFunctions.Tests.Oracle;

/// <summary>
/// Generates random copies of a folder's analyses with few distinct values, so that edge cases coincide: missing and equal times, unknown
/// words, changing groups.
/// </summary>
internal sealed class RandomFolder(int seed)
{
    private static readonly string?[] Words =
    [
        null, "INITIAL", "PROCESSING", "PROCESSING", "FAILED", "FINISHED", "FINISHED", "DECLINED", "OPERATOR_REQUIRED", "SUCCESS", "SUCCESS",
        "success", "Finished", "declined", "PAUSED", "later",
    ];

    private readonly Random _random = new(seed);

    public static readonly DateTimeOffset Epoch = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public int Next(int max) => _random.Next(max);

    public List<OracleCopy> Copies(int most)
    {
        var copies = new List<OracleCopy>();
        for (var i = _random.Next(most + 1); i > 0; i--)
        {
            copies.Add(new OracleCopy($"a{_random.Next(4)}", Pick(null, "g1", "g2", "g3"), Pick(null, "QUALITY", "biometry"), Pick(Words), Pick(Words), Time(), Time()));
        }

        return copies;
    }

    /// <summary>Creates payloads with at most one copy each, and random statuses of the folder.</summary>
    public List<OraclePayload> Payloads(int most) =>
    [
        .. Copies(most).Select(copy => new OraclePayload
        {
            Analyses = _random.Next(6) == 0 ? null : [copy with { Resolution = _random.Next(4) == 0 ? Pick(Words) : null }],
            ResolutionStatus = _random.Next(3) == 0 ? Pick(Words) : null,
            SystemResolution = _random.Next(2) == 0 ? Pick(Words) : null,
            OperatorStatus = _random.Next(8) == 0 ? Pick(Words) : null,
            TimeUpdated = Time(),
            AskedAt = _random.Next(3) == 0 ? Epoch.AddSeconds(_random.Next(3) + (_random.Next(2) * 3600)) : null,
        }),
    ];

    public T[] Shuffle<T>(IEnumerable<T> items)
    {
        var shuffled = items.ToArray();
        _random.Shuffle(shuffled);
        return shuffled;
    }

    public T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    public DateTimeOffset? Time() => _random.Next(5) == 0 ? null : Epoch.AddMilliseconds(500 * _random.Next(6));
}
