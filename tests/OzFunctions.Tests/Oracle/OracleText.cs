namespace OzFunctions.Tests.Oracle;

/// <summary>Orders values that no rule orders, by their complete text.</summary>
internal static class OracleText
{
    public static readonly Comparer<OracleCopy> OfCopies = Comparer<OracleCopy>.Create(static (left, right) =>
        left == right ? 0 : string.CompareOrdinal(left.ToString(), right.ToString()));

    public static readonly Comparer<OraclePayload> OfPayloads = Comparer<OraclePayload>.Create(static (left, right) =>
        ReferenceEquals(left, right) ? 0 : string.CompareOrdinal(Of(left), Of(right)));

    private static string Of(OraclePayload payload) => $"{payload} {string.Join(' ', payload.Analyses ?? [])}";
}
