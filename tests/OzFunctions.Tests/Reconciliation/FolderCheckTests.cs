using System.Text.Json.Nodes;
using OzFunctions.Core.Folders;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Reconciliation;

public sealed class FolderCheckTests
{
    private static readonly ReconciliationSettings Settings = new();

    [Fact]
    public void OpenFolder_IsCheckedWithGrowingDelayAndAbandonedAfterSevenDays()
    {
        var folder = Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "OPERATOR_REQUIRED")]));
        var check = First(folder)!;
        var delays = new List<double>();
        var now = Payloads.Now;
        while (check.Kind is not CheckKind.GivenUp)
        {
            delays.Add((check.NextCheck - now).TotalMinutes);
            now = check.NextCheck;
            check = check.Next(folder, now, Settings)!;
        }

        Assert.Equal([10, 20, 40, 80, 160, 320, 640, 1280, 1440, 1440, 1440, 1440, 1440, 1440], delays);
        Assert.Equal((now.AddDays(7), OpenReasons.OperatorRequired | OpenReasons.GivenUp), (check.NextCheck, check.Reasons));
        Assert.InRange((now - Payloads.Now).TotalDays, 7, 8);
    }

    [Fact]
    public void SettledFolder_IsCheckedOnceADayLater()
    {
        var folder = Settled();
        var check = First(folder)!;

        Assert.Equal((OpenReasons.None, CheckKind.Settled, Payloads.Now.AddHours(24)), (check.Reasons, check.Kind, check.NextCheck));
        Assert.Null(check.Next(folder, check.NextCheck, Settings));
    }

    [Fact]
    public void SettledFolder_CheckedEarly_IsCheckedAtItsTimeToo()
    {
        var check = First(Settled())!;
        var folder = Settled() with { Due = check.Due };
        var hastened = check with { NextCheck = Payloads.Now.AddHours(1) };

        Assert.Equal(check.NextCheck, hastened.Next(folder, Payloads.Now.AddHours(2), Settings)?.NextCheck);
    }

    [Fact]
    public void SettledFolder_WithoutAnOzAccount_IsNotChecked() =>
        Assert.Null(FolderDue.After(Settled(), Scopes.Of(Settings, canAsk: false)));

    [Fact]
    public void SettledFolder_Reopened_IsCheckedAsAnOpenOne()
    {
        var check = First(Settled())!;
        var running = Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "PROCESSING")])) with { LastSeenAt = Payloads.Now.AddHours(1) };

        var next = check.Next(running, Payloads.Now.AddHours(2), Settings)!;

        Assert.Equal((CheckKind.Running, Payloads.Now.AddHours(1), Payloads.Now.AddHours(2).AddMinutes(10), 0), (next.Kind, next.Since, next.NextCheck, next.Looks));
    }

    [Fact]
    public void RunningFolder_IsCheckedWhenItBecomesOverdue()
    {
        var now = Payloads.Now.ToUnixTimeSeconds();
        var folder = Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "PROCESSING", updated: now)]));
        var check = First(folder)!.Next(folder, Payloads.Now.AddMinutes(10), Settings)!.Next(folder, Payloads.Now.AddMinutes(30), Settings)!;

        Assert.Equal(Payloads.Now.AddMinutes(60), check.NextCheck);
        Assert.Equal(Payloads.Now.AddMinutes(60 + 80), check.Next(folder, check.NextCheck, Settings)!.NextCheck);
    }

    [Fact]
    public void RunningFolder_SoonOverdue_IsCheckedAtThatTime()
    {
        var now = Payloads.Now.AddMinutes(-55).ToUnixTimeSeconds();

        Assert.Equal(new FolderDue(CheckKind.Running, Payloads.Now.AddMinutes(5)), FolderDue.After(Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "PROCESSING", updated: now)])), Scopes.Of(Settings)));
    }

    [Fact]
    public void OpenFolder_IsStillCheckedAtExactlySevenDays()
    {
        var folder = Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "OPERATOR_REQUIRED")]));
        var check = First(folder)!;

        Assert.Equal(OpenReasons.OperatorRequired, check.Next(folder, Payloads.Now.AddDays(7), Settings)!.Reasons);
        Assert.Equal(OpenReasons.OperatorRequired | OpenReasons.GivenUp, check.Next(folder, Payloads.Now.AddDays(7).AddTicks(1), Settings)!.Reasons);
    }

    [Fact]
    public void FailedCheck_IsRetriedUntilADayAfterTheLast()
    {
        var open = First(Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "OPERATOR_REQUIRED")])))!;
        var settled = First(Settled())!;
        var unknown = new FolderCheck("f", 0, OpenReasons.None, Payloads.Now, Payloads.Now);
        var (last, after) = (Payloads.Now.AddDays(8), Payloads.Now.AddDays(8).AddTicks(1));

        Assert.All([open, settled, unknown], check => Assert.Equal(check with { NextCheck = last.AddMinutes(10) }, check.Postponed(last, Settings)));
        Assert.Equal(open with { NextCheck = after.AddDays(7), Reasons = OpenReasons.OperatorRequired | OpenReasons.GivenUp }, open.Postponed(after, Settings));
        Assert.Null(settled.Postponed(after, Settings));

        // A webhook mentioned the folder, and nothing else is known of it.
        Assert.Equal(unknown with { NextCheck = after.AddDays(7), Reasons = OpenReasons.GivenUp }, unknown.Postponed(after, Settings));
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
    public void Reasons_OfAFolderNotifiedAsOverdue_SaySo()
    {
        var running = Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "PROCESSING", updated: Payloads.Now.ToUnixTimeSeconds())]));

        var overdue = Folder.MarkOverdue(running, Settings.OverdueAfter, Payloads.Now.AddHours(1))!.Current;

        Assert.Equal(OpenReasons.Running | OpenReasons.Overdue, FolderCheck.ReasonsOf(overdue));
    }

    [Theory]
    [InlineData("INITIAL", "INITIAL", OpenReasons.Initial)]
    [InlineData("FINISHED", "OPERATOR_REQUIRED", OpenReasons.OperatorRequired)]
    [InlineData("PROCESSING", "SUCCESS", OpenReasons.Running)]
    public void Reasons_OfAFolderWithoutAnalyses_ComeFromOzsReport(string resolution, string system, OpenReasons expected) =>
        Assert.Equal(expected, FolderCheck.ReasonsOf(Payloads.FolderOf((JsonNode)PayloadJson.Folder([], resolution, system))));

    private static FolderCheck? First(Folder folder) => FolderCheck.Of(folder with { ListVersion = folder.Version, Due = FolderDue.After(folder, Scopes.Of(Settings)) });

    private static Folder Settled() => Payloads.FolderOf(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "DECLINED")]));
}
