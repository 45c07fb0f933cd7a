using System.Collections.Concurrent;

namespace OzFunctions.Tests.Oracle;

/// <summary>What the status words of one copy of an analysis mean.</summary>
/// <param name="Result">The analysis's result.</param>
/// <param name="IsUnderstood">Whether every word is known and, once the analysis is done, there is a verdict.</param>
/// <param name="HasVerdict">Whether there is a word other than FINISHED.</param>
internal sealed record OracleWords(string Result, bool IsUnderstood, bool HasVerdict)
{
    private static readonly string[] WorstFirst = ["INITIAL", "PROCESSING", "FAILED", "DECLINED", "OPERATOR_REQUIRED", "SUCCESS"];

    private static readonly ConcurrentDictionary<(string?, string?, string?), OracleWords> Known = [];

    public bool IsRunning => Running(Result);

    /// <summary>Whether Oz itself asks for a person; a word that nobody understood counts as such a request, but is none.</summary>
    public bool AsksForOperator => Result == "OPERATOR_REQUIRED" && IsUnderstood;

    public static OracleWords Of(OracleCopy copy) => Known.GetOrAdd((copy.State, copy.ResolutionStatus, copy.Resolution), static said => Of(said.Item1, said.Item2, said.Item3));

    private static OracleWords Of(string? firstWord, string? secondWord, string? thirdWord)
    {
        var (state, status, second) = (Word(firstWord), Word(secondWord), Word(thirdWord));
        var known = new[] { state, status, second }.All(static word => word is null or "FINISHED" || WorstFirst.Contains(word));

        // An unfinished analysis's resolution is its state.
        if (state is "INITIAL" or "PROCESSING" or "FAILED")
        {
            return new OracleWords(state, known, true);
        }

        // Two resolutions: running if either is, else the worse. FINISHED beside a verdict says no more than it does as a state.
        string[] said = [.. new[] { state, status, second }.Where(static word => word is not (null or "FINISHED")).Select(static word => Understood(word!))];

        return said.Length > 0 ? new OracleWords(said.Aggregate(Worse), known, true)
            : state is null && status is null && second is null ? new OracleWords("PROCESSING", known, false)
            : new OracleWords("OPERATOR_REQUIRED", false, false);
    }

    /// <summary>A word of the vocabulary in upper case, any other as it is; an empty one is absent.</summary>
    public static string? Word(string? word) =>
        word is null or "" ? null
        : word.ToUpperInvariant() is var upper && (upper == "FINISHED" || WorstFirst.Contains(upper)) ? upper
        : word;

    /// <summary>What a word means as a result: FINISHED and unknown words need a person.</summary>
    public static string Understood(string word) => WorstFirst.Contains(word) ? word : "OPERATOR_REQUIRED";

    public static bool Running(string result) => result is "INITIAL" or "PROCESSING";

    /// <summary>0 for the worst result, growing.</summary>
    public static int Goodness(string result) => Array.IndexOf(WorstFirst, result);

    public static string Worse(string left, string right) => Goodness(left) <= Goodness(right) ? left : right;
}
