using Microsoft.Playwright;
using OzFunctions.Tests.Builders;
using static Microsoft.Playwright.Assertions;

namespace OzFunctions.Tests.Dashboard;

/// <summary>The search for a folder, and the folder page.</summary>
[StartsProcesses]
[Collection<DashboardCollection>]
public sealed class DashboardFolderTests(DashboardScene scene)
{
    private const string Id = "looked-at";

    [Fact]
    public async Task Folder_IsFoundByItsId_AndShownWithGroupsAnalysesAndTimeline()
    {
        var first = PayloadJson.Analysis("first-try", "FINISHED", "DECLINED", 1_700_000_000, "group-1", "QUALITY");
        await scene.PostAsync(PayloadJson.Folder([first], "FINISHED", "DECLINED", 1_700_000_000, Id));
        await scene.PostAsync(PayloadJson.Folder(
            [PayloadJson.Analysis("second-try", "FINISHED", "SUCCESS", 1_700_000_100, "group-2", "BIOMETRY", created: 1_700_000_050), first.DeepClone().AsObject()], "FINISHED", "SUCCESS", 1_700_000_100, Id));
        await scene.Server.WaitForAsync($"folders/{Id}/history", static history => history["items"]!.AsArray().All(static change => change!["deliveries"]!.AsArray().All(static delivery => (string?)delivery!["state"] == "delivered")));
        await using var page = await DashboardPage.OpenAsync(scene);

        await SearchAsync(page, Id);

        await Expect(page.Heading).ToHaveTextAsync($"Folder {Id}");
        await Expect(page.Tab).ToHaveTitleAsync($"Folder {Id} \u00b7 OzFunctions");
        var groups = page.Section("Groups");
        await Expect(page.Section("Status")).ToContainTextAsync("SUCCESS the worst of its groups is DECLINED");
        await Expect(groups.GetByRole(AriaRole.Table, new() { Name = "Analyses of group-1" }).GetByRole(AriaRole.Row).Last).ToContainTextAsync("QUALITY first-try");
        await Expect(groups.GetByRole(AriaRole.Table, new() { Name = "Analyses of group-1" }).GetByRole(AriaRole.Cell, new() { Name = "DECLINED", Exact = true })).ToBeVisibleAsync();
        await Expect(groups.GetByRole(AriaRole.Table, new() { Name = "Analyses of group-2" }).GetByRole(AriaRole.Cell, new() { Name = "SUCCESS", Exact = true })).ToBeVisibleAsync();

        var changes = page.Section("History").Locator("ol > li");
        await Expect(changes).ToHaveCountAsync(2);
        await Expect(changes.First).ToContainTextAsync("webhook FINISHED DECLINED \u2192 FINISHED SUCCESS version 2");
        await Expect(changes.Last).ToContainTextAsync("webhook FINISHED DECLINED version 1");
        await Expect(page.Tab.GetByRole(AriaRole.List, new() { Name = "Deliveries of version 2" }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = "to crm" })).ToContainTextAsync("folder.resolution_changed to crm delivered");
    }

    [Fact]
    public async Task Folder_IsFoundByWhatThePartnerCallsIt()
    {
        await using var page = await DashboardPage.OpenAsync(scene);

        await SearchAsync(page, DashboardScene.HostileText, "transaction_id");

        await Expect(page.Link(DashboardScene.HostileId)).ToBeVisibleAsync();
        await Expect(page.Heading).ToContainTextAsync("<script>window.hacked=1</script>\u27e8U+202E\u27e9gnp.exe \"'&");
        await page.Link(DashboardScene.HostileId).ClickAsync();
        await Expect(page.Heading).ToHaveTextAsync($"Folder {DashboardScene.HostileId}");
    }

    [Fact]
    public async Task HostileValues_AreShownAsText()
    {
        await using var page = await DashboardPage.OpenAsync(scene, $"#/folders/{DashboardScene.HostileId}");

        await Expect(page.Tab.GetByText("<script>window.hacked=1</script>\u27e8U+202E\u27e9gnp.exe \"'&")).ToBeVisibleAsync();
        await Expect(page.Tab.GetByRole(AriaRole.List, new() { Name = "Remarks" })).ToContainTextAsync("\"><img src=x onerror=window.hacked=1>");
        await Expect(page.Section("Groups").GetByText("<i>QUALITY</i>").First).ToBeVisibleAsync();
        await Expect(page.Tab.Locator("main img, main i, main b, main script")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Search_WithoutAMatch_SaysSo()
    {
        await using var page = await DashboardPage.OpenAsync(scene);
        foreach (var (text, said) in new[]
        {
            ("nobody-knows-this", "Not found. The folder is not stored: no webhook and no answer of Oz named it yet, or it was removed."),
            ("..", "Invalid folder id"),
            ("../../health/live?x=", "Invalid folder id"),
            ("<img src=x onerror=window.hacked=1>", "Invalid folder id"),
            ("a\u202Eb\"'%", "Invalid folder id"),
        })
        {
            await SearchAsync(page, text);

            await Expect(page.Alert).ToContainTextAsync(said);
            await Expect(page.Section("Today")).ToHaveCountAsync(0);
            await page.Link("OzFunctions").ClickAsync();
            await Expect(page.Section("Today")).ToBeVisibleAsync();
            await Expect(page.Alert.First).ToBeEmptyAsync();
        }
    }

    [Fact]
    public async Task Search_ForTenThousandCharacters_IsAnswered()
    {
        await using var page = await DashboardPage.OpenAsync(scene);

        await SearchAsync(page, new string('a', 10_000));
        await Expect(page.Alert).ToContainTextAsync("Invalid folder id");
        await SearchAsync(page, new string('\u0645', 10_000), "transaction_id");

        await Expect(page.Alert).ToContainTextAsync("The value is too long");
        Assert.False(await page.ScrollsSidewaysAsync());
    }

    [Fact]
    public async Task AlteredAddress_ReportsTheError()
    {
        await using var page = await DashboardPage.OpenAsync(scene);
        foreach (var (route, said) in new[]
        {
            ("#/folders?day=9999-12-31", "A query parameter is wrong. A day (UTC) as yyyy-MM-dd"),
            ("#/open?reason=boredom", "A query parameter is wrong. One of running, "),
            ("#/folders?day=<b>", "A query parameter is wrong. A day (UTC) as yyyy-MM-dd"),
            ("#/found?key=nobody&value=x", "A query parameter is wrong. Unknown parameter 'meta.nobody'."),
        })
        {
            await page.GoAsync(route);

            await Expect(page.Alert).ToContainTextAsync(said);
        }
    }

    [Fact]
    public async Task UnknownAddress_ShowsTheOverview()
    {
        await using var page = await DashboardPage.OpenAsync(scene);
        foreach (var route in (string[])["#/constructor", "#/folders", "#/%", "#nonsense", "#/open?x=%E0%A4%A"])
        {
            await page.GoAsync($"#/folders/{DashboardScene.DriftId}");
            await Expect(page.Heading).ToHaveTextAsync($"Folder {DashboardScene.DriftId}");

            await page.GoAsync(route);

            await Expect(page.Section("Today")).ToBeVisibleAsync();
        }
    }

    private static async Task SearchAsync(DashboardPage page, string text, string? by = null)
    {
        if (by is not null)
        {
            await page.Tab.GetByRole(AriaRole.Combobox, new() { Name = "Search by" }).SelectOptionAsync(by);
        }

        await page.Tab.GetByRole(AriaRole.Searchbox, new() { Name = "Search for" }).FillAsync(text);
        await page.Button("Search").ClickAsync();
    }
}
