namespace OzFunctions.Tests.Oracle;

/// <summary>The order of what no rule orders: by all that it says, as text.</summary>
internal static class OracleText
{
    public static readonly Comparer<OracleCopy> OfCopies = Comparer<OracleCopy>.Create(static (left, right) =>
        left == right ? 0 : string.CompareOrdinal(left.ToString(), right.ToString()));

    public static readonly Comparer<OraclePayload> OfPayloads = Comparer<OraclePayload>.Create(static (left, right) =>
        ReferenceEquals(left, right) ? 0 : string.CompareOrdinal(Of(left), Of(right)));

    private static string Of(OraclePayload payload) => $"{payload} {string.Join(' ', payload.Analyses ?? [])}";
}
