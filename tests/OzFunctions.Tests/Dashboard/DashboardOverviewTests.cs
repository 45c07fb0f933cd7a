using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using OzFunctions.Tests.Builders;
using static Microsoft.Playwright.Assertions;

namespace OzFunctions.Tests.Dashboard;

/// <summary>The overview page.</summary>
[StartsProcesses]
[Collection<DashboardCollection>]
public sealed class DashboardOverviewTests(DashboardScene scene)
{
    private static readonly string[] Results = ["SUCCESS", "OPERATOR_REQUIRED", "DECLINED", "PROCESSING"];

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    [Fact]
    public async Task Today_IsCountedByVerdict_AsAtOz()
    {
        await using var page = await DashboardPage.OpenAsync(scene);
        var today = page.Section("Today");

        foreach (var word in Results)
        {
            await Expect(today.GetByRole(AriaRole.Link, new() { Name = $"{scene.TrueCount(Today, word)} {word}", Exact = true })).ToBeVisibleAsync();
        }
    }

    [Fact]
    public async Task Tile_LeadsToTheFoldersOfItsVerdict()
    {
        await using var page = await DashboardPage.OpenAsync(scene);

        await page.Section("Today").GetByRole(AriaRole.Link, new() { NameRegex = new("DECLINED") }).ClickAsync();

        await Expect(page.Heading).ToHaveTextAsync($"Folders of {Today.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}");
        await Expect(page.Tab.GetByRole(AriaRole.Row)).ToHaveCountAsync(1 + scene.TrueCount(Today, "DECLINED"));
        await page.Link("SUCCESS").ClickAsync();
        await Expect(page.Link("SUCCESS")).ToHaveAttributeAsync("aria-current", "true");
        await Expect(page.Tab.Locator("td:nth-child(2)").Filter(new() { HasText = "DECLINED" })).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Bars_AreADayEach_AndSayWhatTheyShow()
    {
        await using var page = await DashboardPage.OpenAsync(scene);
        var bars = page.Section("The last two weeks").GetByRole(AriaRole.Link);

        await Expect(bars).ToHaveCountAsync(14);
        for (var i = 0; i < 14; i++)
        {
            var day = Today.AddDays(i - 13);
            var counts = Results.Select(word => (Word: word, Count: scene.TrueCount(day, word))).Where(static part => part.Count > 0).ToList();
            var told = string.Join(", ", counts.Select(static part => $"{part.Count} {part.Word}"));
            await Expect(bars.Nth(i)).ToHaveAccessibleNameAsync($"{counts.Sum(static part => part.Count)} folders ({told}) of {day.ToString("d MMM", CultureInfo.InvariantCulture)}");
        }

        // The highest bar has the full height, and the height of each part is its share.
        var heights = await bars.EvaluateAllAsync<double[]>("bars => bars.map(bar => [...bar.querySelectorAll('.part')].reduce((sum, part) => sum + part.getBoundingClientRect().height, 0))");
        Assert.InRange(heights.Max(), 140, 151);
    }

    [Fact]
    public async Task HoursOfToday_AreABarEach_AndAddUpToToday()
    {
        await using var page = await DashboardPage.OpenAsync(scene);
        var bars = page.Section("The hours of today").GetByRole(AriaRole.Listitem);
        await Expect(bars.First).ToContainTextAsync("of 00:00 to 01:00");
        await Expect(page.Section("Today").GetByRole(AriaRole.Heading)).ToContainTextAsync($" {scene.TrueCount(Today)}");

        var totals = await bars.Locator(".total").AllInnerTextsAsync();

        Assert.InRange(totals.Count, 1, 24);
        Assert.Equal(scene.TrueCount(Today), totals.Sum(static total => int.Parse(total, CultureInfo.InvariantCulture)));
        await Expect(bars.GetByRole(AriaRole.Link)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Queue_ListsFoldersThatNeedAnOperatorAndOverdueFolders()
    {
        await using var page = await DashboardPage.OpenAsync(scene);
        var waiting = page.Section("OPERATOR_REQUIRED");
        var overdue = page.Section("Overdue");

        await Expect(overdue.GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
        await Expect(overdue.GetByRole(AriaRole.Link, new() { Name = DashboardScene.OverdueId })).ToBeVisibleAsync();
        Assert.InRange(await waiting.GetByRole(AriaRole.Row).CountAsync(), 3, 21);
        await Expect(page.Tab.GetByText("are open: they may still change, or need a person.")).ToBeVisibleAsync();

        // Other reasons are shown with their counts on one line, and link to their lists.
        await page.Tab.GetByRole(AriaRole.Link, new() { NameRegex = new("^running \\d+$") }).ClickAsync();
        await Expect(page.Heading).ToHaveTextAsync("Open folders: running");
        await Expect(page.Link(DashboardScene.OverdueId)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Drift_IsListed()
    {
        await using var page = await DashboardPage.OpenAsync(scene);
        var row = page.Section("Drift").GetByRole(AriaRole.Row).Filter(new() { HasText = DashboardScene.DriftId });

        await Expect(row.GetByRole(AriaRole.Cell, new() { Name = "DECLINED" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task HeldBackFolders_AreListedWithTheReason()
    {
        await using var page = await DashboardPage.OpenAsync(scene, $"#/folders?day={Today:yyyy-MM-dd}&heldBack=true");

        await Expect(page.Tab.GetByText("Only folders that are held back.")).ToBeVisibleAsync();
        await page.Link(DashboardScene.DriftId).ClickAsync();
        await Expect(page.Tab.GetByRole(AriaRole.List, new() { Name = "Remarks" })).ToContainTextAsync("Oz reports a worse result for the same analyses, and the worse one counts.");
    }

    [Fact]
    public async Task Runs_ShowTheResultsOfReconciliation()
    {
        await using var page = await DashboardPage.OpenAsync(scene);
        var first = page.Section("Reconciliation").GetByRole(AriaRole.Row).Last;

        await Expect(first.GetByRole(AriaRole.Cell, new() { Name = "alice" })).ToBeVisibleAsync();
        await Expect(first).ToContainTextAsync("finished");
        await Expect(first).ToContainTextAsync("discovered 3");
    }

    [Fact]
    public async Task Warnings_AreShownIfThereAreAny()
    {
        const string Detail = "Oz has refused logins with 403 (code 211) since <b>noon</b>.";
        await using var page = await DashboardPage.OpenAsync(scene, hasOwnClock: true);
        await Expect(page.Section("Today")).ToBeVisibleAsync();
        await Expect(page.Section("Warnings")).ToHaveCountAsync(0);

        await page.Tab.RouteAsync("**/api/stats*", static async route =>
        {
            var answer = await route.FetchAsync();
            var stats = JsonNode.Parse(await answer.TextAsync())!;
            Assert.Empty(stats["warnings"]!.AsArray());
            stats["warnings"]!.AsArray().Add(new JsonObject { ["code"] = "oz_login_stopped", ["detail"] = Detail });
            await route.FulfillAsync(new() { Response = answer, Body = stats.ToJsonString() });
        });
        await page.RefreshAsync();

        await Expect(page.Section("Warnings").GetByRole(AriaRole.Listitem)).ToHaveTextAsync(Detail);
    }

    [Fact]
    public async Task Refresh_ShowsNewFolders_AndKeepsFocusAndNodes()
    {
        await using var page = await DashboardPage.OpenAsync(scene, hasOwnClock: true);
        var today = page.Section("Today").GetByRole(AriaRole.Heading);
        await Expect(today).ToBeVisibleAsync();
        var before = await today.TextContentAsync();
        var link = page.Section("Overdue").GetByRole(AriaRole.Link);
        await link.FocusAsync();
        await page.Tab.EvaluateAsync("() => { window.node = document.activeElement; window.marks = [...document.querySelectorAll('section')]; }");
        await page.Tab.GetByRole(AriaRole.Searchbox).FillAsync("half written");
        await link.FocusAsync();

        await scene.PostAsync(PayloadJson.Folder([PayloadJson.Analysis("a", "FINISHED", "SUCCESS", DashboardScene.Now())], "FINISHED", "SUCCESS", DashboardScene.Now(), "came-meanwhile"));
        await scene.Server.WaitForAsync("folders?limit=200", static folders => folders["items"]!.AsArray().Any(static folder => (string?)folder!["folderId"] == "came-meanwhile"));
        await page.RefreshAsync();

        await Expect(today).Not.ToHaveTextAsync(before!);
        Assert.True(await page.Tab.EvaluateAsync<bool>("() => window.node === document.activeElement && window.node.isConnected"));
        Assert.True(await page.Tab.EvaluateAsync<bool>("() => window.marks.length > 5 && window.marks.every(mark => mark.isConnected)"));
        await Expect(page.Tab.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("half written");
    }

    [Fact]
    public async Task LongList_IsShownInParts()
    {
        const int More = 20;
        await using var page = await DashboardPage.OpenAsync(scene, $"#/folders?day={Today:yyyy-MM-dd}");
        await Expect(page.Tab.GetByRole(AriaRole.Row)).ToHaveCountAsync(1 + More);

        // The number depends on the tests that ran before.
        var all = scene.TrueCount(Today);
        for (var shown = More; shown < all; shown += More)
        {
            await page.Button("Show more").ClickAsync();
            await Expect(page.Tab.GetByRole(AriaRole.Row)).ToHaveCountAsync(1 + Math.Min(shown + More, all));
        }

        await Expect(page.Section($"{all} folders")).ToBeVisibleAsync();
        await Expect(page.Button("Show more")).ToHaveCountAsync(0);
    }
}
