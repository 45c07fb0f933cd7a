namespace OzFunctions.Tests.Oracle.Lives;

/// <summary>Payloads as a network delivers them.</summary>
internal static class Disorder
{
    /// <summary>All of them, some twice, in any order.</summary>
    public static IReadOnlyList<OraclePayload> Of(IReadOnlyList<OraclePayload> payloads, int seed)
    {
        var random = new Random(seed);
        OraclePayload[] all = [.. payloads, .. payloads.Where(_ => random.Next(3) == 0)];
        random.Shuffle(all);
        return all;
    }

    /// <summary>About half of them.</summary>
    public static IReadOnlyList<OraclePayload> Half(IReadOnlyList<OraclePayload> payloads, int seed)
    {
        var random = new Random(seed);
        return [.. payloads.Where(_ => random.Next(2) == 0)];
    }
}
