using CsCheck;

namespace OzFunctions.Tests.Oracle.Lives;

/// <summary>Generates random lives with few elements and with times within a few seconds, so that edge cases coincide.</summary>
internal static class LifeGen
{
    private static readonly Gen<string> QualityEnd = OneOf("SUCCESS", "DECLINED", "FAILED");
    private static readonly Gen<string> BiometryEnd = OneOf("SUCCESS", "DECLINED", "OPERATOR_REQUIRED", "FAILED");
    private static readonly Gen<string?> Decision = OneOf<string?>("SUCCESS", "DECLINED", null);

    private static readonly Gen<ReportPlan> Plan = Gen.Select(
        Gen.Frequency(
            (2, Gen.Const(ReportKind.None)), (4, Gen.Const(ReportKind.Full)), (1, Gen.Const(ReportKind.Answer)), (2, Gen.Const(ReportKind.Group)), (2, Gen.Const(ReportKind.One)), (1, Gen.Const(ReportKind.Words))),
        Gen.Bool,
        Gen.Bool,
        Gen.Frequency((2, Gen.Const(true)), (3, Gen.Const(false))),
        static (kind, tellsWords, movesFolder, isLost) => new ReportPlan(kind, tellsWords, movesFolder, isLost));

    /// <summary>Lives whose analyses run once.</summary>
    public static readonly Gen<Life> Simple = Lives(mostRuns: 1);

    /// <summary>Lives whose analyses may run again.</summary>
    public static readonly Gen<Life> WithRepetitions = Lives(mostRuns: 2);

    private static Gen<Life> Lives(int mostRuns) => Gen.Select(
        Group(mostRuns).Array[1, 3],
        Plan.Array[0, 14],
        Gen.Frequency((3, Gen.Const(0)), (1, Gen.Int[0, 4])),
        Gen.Bool,
        Gen.Bool,
        static (groups, reports, cutOff, namesBackwards, tellsCreated) => new Life(groups, reports, cutOff, namesBackwards, tellsCreated));

    private static Gen<LifeGroup> Group(int mostRuns) => Gen.Select(
        Gen.Int[0, 20],
        Gen.Bool.SelectMany(isQuality => Run(isQuality).Array[1, mostRuns].Select(runs => new LifeAnalysis(isQuality, runs))).Array[1, 2],
        static (start, analyses) => new LifeGroup(start, analyses));

    private static Gen<LifeRun> Run(bool isQuality) => Gen.Select(
        Gen.Int[1, 10],
        Gen.Int[0, 10],
        isQuality ? QualityEnd : BiometryEnd,
        Decision,
        Gen.Int[0, 10],
        Gen.Frequency((1, Gen.Const(true)), (3, Gen.Const(false))),
        static (wait, duration, end, decision, decisionAfter, keepsTime) => new LifeRun(wait, duration, end, decision, decisionAfter, keepsTime));

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
