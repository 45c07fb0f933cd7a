using System.Collections.Concurrent;

namespace OzFunctions.Tests.Oracle;

/// <summary>The meaning of the status words in one copy of an analysis.</summary>
/// <param name="Result">The analysis's result.</param>
/// <param name="IsUnderstood">Whether every word is known and, once the analysis has finished, there is a verdict.</param>
/// <param name="HasVerdict">Whether there is a word other than FINISHED.</param>
internal sealed record OracleWords(string Result, bool IsUnderstood, bool HasVerdict)
{
    private static readonly string[] WorstFirst = ["INITIAL", "PROCESSING", "FAILED", "DECLINED", "OPERATOR_REQUIRED", "SUCCESS"];

    private static readonly ConcurrentDictionary<(string?, string?, string?), OracleWords> Known = [];

    public bool IsRunning => Running(Result);

    /// <summary>Whether Oz itself requests an operator. An unknown word has the same result but is not such a request.</summary>
    public bool AsksForOperator => Result == "OPERATOR_REQUIRED" && IsUnderstood;

    public static OracleWords Of(OracleCopy copy) => Known.GetOrAdd((copy.State, copy.ResolutionStatus, copy.Resolution), static said => Of(said.Item1, said.Item2, said.Item3));

    private static OracleWords Of(string? firstWord, string? secondWord, string? thirdWord)
    {
        var (state, status, second) = (Word(firstWord), Word(secondWord), Word(thirdWord));
        var known = new[] { state, status, second }.All(static word => word is null or "FINISHED" || WorstFirst.Contains(word));

        // The result of an unfinished analysis is its state.
        if (state is "INITIAL" or "PROCESSING" or "FAILED")
        {
            return new OracleWords(state, known, true);
        }

        // Of two resolutions the result is running if one of them is, otherwise the worse. FINISHED beside a verdict adds nothing.
        string[] said = [.. new[] { state, status, second }.Where(static word => word is not (null or "FINISHED")).Select(static word => Understood(word!))];

        return said.Length > 0 ? new OracleWords(said.Aggregate(Worse), known, true)
            : state is null && status is null && second is null ? new OracleWords("PROCESSING", known, false)
            : new OracleWords("OPERATOR_REQUIRED", false, false);
    }

    /// <summary>Normalizes a word: a known word in upper case, any other unchanged; null if it is empty.</summary>
    public static string? Word(string? word) =>
        word is null or "" ? null
        : word.ToUpperInvariant() is var upper && (upper == "FINISHED" || WorstFirst.Contains(upper)) ? upper
        : word;

    /// <summary>The result that a word means: FINISHED and unknown words need an operator.</summary>
    public static string Understood(string word) => WorstFirst.Contains(word) ? word : "OPERATOR_REQUIRED";

    public static bool Running(string result) => result is "INITIAL" or "PROCESSING";

    /// <summary>The rank of a result: 0 for the worst.</summary>
    public static int Goodness(string result) => Array.IndexOf(WorstFirst, result);

    public static string Worse(string left, string right) => Goodness(left) <= Goodness(right) ? left : right;
}
