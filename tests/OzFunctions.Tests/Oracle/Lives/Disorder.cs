namespace OzFunctions.Tests.Oracle.Lives;

/// <summary>Delivers payloads as a network does.</summary>
internal static class Disorder
{
    /// <summary>Returns all payloads in random order, some of them twice.</summary>
    public static IReadOnlyList<OraclePayload> Of(IReadOnlyList<OraclePayload> payloads, int seed)
    {
        var random = new Random(seed);
        OraclePayload[] all = [.. payloads, .. payloads.Where(_ => random.Next(3) == 0)];
        random.Shuffle(all);
        return all;
    }

    /// <summary>Returns about half of the payloads.</summary>
    public static IReadOnlyList<OraclePayload> Half(IReadOnlyList<OraclePayload> payloads, int seed)
    {
        var random = new Random(seed);
        return [.. payloads.Where(_ => random.Next(2) == 0)];
    }
}
