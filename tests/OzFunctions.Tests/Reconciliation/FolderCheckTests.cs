using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Reconciliation;

public sealed class FolderCheckTests
{
    private static readonly ReconciliationSettings Settings = new();

    [Fact]
    public void OpenFolder_IsLookedAtEverMoreSeldomAndGivenUpAfterSevenDays()
    {
        var folder = Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "OPERATOR_REQUIRED")]));
        var check = FolderCheck.After(folder, Settings);
        var delays = new List<double>();
        var now = Payloads.Now;
        while (!check.Reasons.HasFlag(OpenReasons.GivenUp))
        {
            delays.Add((check.NextCheck - now).TotalMinutes);
            now = check.NextCheck;
            check = check.Next(folder, now, Settings)!;
        }

        Assert.Equal([10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440, 1440, 1440, 1440, 1440], delays);
        Assert.Equal((FolderCheck.Never, OpenReasons.OperatorRequired | OpenReasons.GivenUp), (check.NextCheck, check.Reasons));
        Assert.InRange((now - Payloads.Now).TotalDays, 7, 8);
    }

    [Fact]
    public void SettledFolder_IsLookedAtAfterAnHourADayAndAWeek()
    {
        var folder = Settled();
        FolderCheck? check = FolderCheck.After(folder, Settings);
        var looks = new List<TimeSpan>();
        while (check is not null)
        {
            Assert.Equal(OpenReasons.None, check.Reasons);
            looks.Add(check.NextCheck - Payloads.Now);
            check = check.Next(folder, check.NextCheck, Settings);
        }

        Assert.Equal([TimeSpan.FromHours(1), TimeSpan.FromHours(24), TimeSpan.FromDays(7)], looks);
    }

    [Fact]
    public void SettledFolder_WhoseLooksWereMissed_IsLookedAtOnceForAllOfThem()
    {
        var check = FolderCheck.After(Settled(), Settings);

        var next = check.Next(Settled(), Payloads.Now.AddDays(2), Settings);

        Assert.Equal(Payloads.Now.AddDays(7), next!.NextCheck);
        Assert.Null(next.Next(Settled(), Payloads.Now.AddDays(8), Settings));
    }

    [Fact]
    public void RunningFolder_IsLookedAtWhenItBecomesOverdue()
    {
        var now = Payloads.Now.ToUnixTimeSeconds();
        var folder = Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "PROCESSING", updated: now)]));
        var check = FolderCheck.After(folder, Settings).Next(folder, Payloads.Now.AddMinutes(10), Settings)!.Next(folder, Payloads.Now.AddMinutes(30), Settings)!;

        Assert.Equal(Payloads.Now.AddMinutes(60), check.NextCheck);
        Assert.Equal(Payloads.Now.AddMinutes(60 + 80), check.Next(folder, check.NextCheck, Settings)!.NextCheck);
    }

    [Fact]
    public void OpenFolder_IsStillLookedAtWhenSevenDaysHavePassedToTheTick()
    {
        var folder = Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "OPERATOR_REQUIRED")]));
        var check = FolderCheck.After(folder, Settings);

        Assert.Equal(OpenReasons.OperatorRequired, check.Next(folder, Payloads.Now.AddDays(7), Settings)!.Reasons);
        Assert.Equal(OpenReasons.OperatorRequired | OpenReasons.GivenUp, check.Next(folder, Payloads.Now.AddDays(7).AddTicks(1), Settings)!.Reasons);
    }

    [Fact]
    public void LookWithoutAnAnswer_IsMadeUpForUntilADayAfterTheLast()
    {
        var open = FolderCheck.After(Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "OPERATOR_REQUIRED")])), Settings);
        var settled = FolderCheck.After(Settled(), Settings);
        var (last, after) = (Payloads.Now.AddDays(8), Payloads.Now.AddDays(8).AddTicks(1));

        Assert.Equal(open with { NextCheck = last.AddMinutes(10) }, open.Postponed(last, Settings));
        Assert.Equal(settled with { NextCheck = last.AddMinutes(10) }, settled.Postponed(last, Settings));
        Assert.Equal(open with { NextCheck = FolderCheck.Never, Reasons = OpenReasons.OperatorRequired | OpenReasons.GivenUp }, open.Postponed(after, Settings));
        Assert.Null(settled.Postponed(after, Settings));
    }

    [Theory]
    [InlineData("PROCESSING", null, OpenReasons.Running)]
    [InlineData("FINISHED", null, OpenReasons.VerdictMissing)]
    [InlineData("FINISHED", "OPERATOR_REQUIRED", OpenReasons.OperatorRequired)]
    [InlineData("FINISHED", "PONDERING", OpenReasons.UnknownStatus | OpenReasons.OperatorRequired)]
    [InlineData("FINISHED", "DECLINED", OpenReasons.None)]
    [InlineData("FAILED", null, OpenReasons.None)]
    public void Reasons_AreThoseForWhichAResultMayChange(string state, string? resolution, OpenReasons expected) =>
        Assert.Equal(expected, FolderCheck.ReasonsOf(Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", state, resolution)]))));

    [Fact]
    public void Reasons_ThatSeveralAnalysesGive_Apply() =>
        Assert.Equal(OpenReasons.Running, FolderCheck.ReasonsOf(Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "PROCESSING"), PayloadJson.Analysis("b", "PROCESSING")]))));

    [Fact]
    public void Reasons_OfAFolderThatWasToldToBeOverdue_SaySo()
    {
        var running = Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "PROCESSING", updated: Payloads.Now.ToUnixTimeSeconds())]));

        var overdue = Folder.MarkOverdue(running, Settings.OverdueAfter, Payloads.Now.AddHours(1))!.Current;

        Assert.Equal(OpenReasons.Running | OpenReasons.Overdue, FolderCheck.ReasonsOf(overdue));
    }

    [Theory]
    [InlineData("INITIAL", "INITIAL", OpenReasons.Initial)]
    [InlineData("FINISHED", "OPERATOR_REQUIRED", OpenReasons.OperatorRequired)]
    [InlineData("PROCESSING", "SUCCESS", OpenReasons.Running)]
    public void Reasons_OfAFolderWithoutAnalyses_AreOfWhatOzSays(string resolution, string system, OpenReasons expected) =>
        Assert.Equal(expected, FolderCheck.ReasonsOf(Payloads.FolderOf((JsonNode)PayloadJson.Folder([], resolution, system))));

    private static Folder Settled() => Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "DECLINED")]));
}
