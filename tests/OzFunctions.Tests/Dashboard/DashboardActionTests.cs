using Microsoft.Playwright;
using OzFunctions.Tests.Builders;
using static Microsoft.Playwright.Assertions;

namespace OzFunctions.Tests.Dashboard;

/// <summary>An operator's actions with the buttons.</summary>
[StartsProcesses]
[Collection<DashboardCollection>]
public sealed class DashboardActionTests(DashboardScene scene)
{
    [Fact]
    public async Task DeadDelivery_IsListedWithItsAnswerAndReplayed()
    {
        var id = await scene.PostDeadAsync("one");
        await using var page = await DashboardPage.OpenAsync(scene);
        var row = page.Section("Undelivered notifications").GetByRole(AriaRole.Row).Filter(new() { HasText = id });
        await Expect(row.GetByRole(AriaRole.Cell, new() { Name = "dead", Exact = true })).ToBeVisibleAsync();
        await row.GetByText("response", new() { Exact = true }).ClickAsync();
        await Expect(row.GetByText("<script>window.hacked=1</script>")).ToBeVisibleAsync();

        scene.IsCrmBroken = false;
        await page.Button($"Replay dead deliveries of folder {id} to crm").ClickAsync();

        await Expect(page.Said).ToContainTextAsync("Replay started: run replay.");
        await scene.Server.WaitForAsync("deliveries?state=dead&limit=200", page => page["items"]!.AsArray().All(item => (string?)item!["folder"] != id));
        await page.Tab.ReloadAsync();
        await Expect(page.Section("Undelivered notifications")).ToBeVisibleAsync();
        await Expect(row).ToHaveCountAsync(0);
        await page.GoAsync($"#/folders/{id}");
        await Expect(page.Tab.GetByRole(AriaRole.List, new() { Name = "Deliveries of version 1" }).GetByRole(AriaRole.Listitem).Filter(new() { HasText = "to crm" })).ToContainTextAsync("delivered");
    }

    [Fact]
    public async Task AllDeadDeliveriesOfAnEndpoint_AreReplayedAfterConfirmation()
    {
        var (one, two) = (await scene.PostDeadAsync("many-1"), await scene.PostDeadAsync("many-2"));
        await using var page = await DashboardPage.OpenAsync(scene);
        var all = page.Button("Replay all dead deliveries to crm");
        var question = page.Tab.GetByRole(AriaRole.Dialog);

        await all.ClickAsync();
        await Expect(question).ToContainTextAsync("dead deliveries to crm again?");
        await question.GetByRole(AriaRole.Button, new() { Name = "No" }).ClickAsync();
        await Expect(question).ToBeHiddenAsync();
        await Expect(page.Said).ToBeEmptyAsync();
        scene.IsCrmBroken = false;
        await all.ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Yes" }).ClickAsync();

        await Expect(page.Said).ToContainTextAsync("Replay started");
        await scene.Server.WaitForAsync("deliveries?state=dead&limit=200", static page => page["items"]!.AsArray().Count == 0);
        await scene.WaitTakenAsync(one);
        await scene.WaitTakenAsync(two);
    }

    [Fact]
    public async Task Confirmation_DismissedByEscape_IsANo_EvenAfterAYes()
    {
        await scene.PostDeadAsync("asked");
        await using var page = await DashboardPage.OpenAsync(scene);
        var all = page.Button("Replay all dead deliveries to crm");
        var question = page.Tab.GetByRole(AriaRole.Dialog);
        var asked = 0;
        await page.Tab.RouteAsync("**/api/deliveries/replay*", route =>
        {
            asked++;
            return route.FulfillAsync(new() { Status = 202, ContentType = "application/json", Body = """{"runId":"replay.1-1"}""" });
        });

        await all.ClickAsync();
        await question.GetByRole(AriaRole.Button, new() { Name = "Yes" }).ClickAsync();
        await Expect(page.Said).ToContainTextAsync("Replay started");
        await all.ClickAsync();
        await Expect(question).ToBeVisibleAsync();
        await page.Tab.Keyboard.PressAsync("Escape");
        await Expect(question).ToBeHiddenAsync();
        await page.Button("Test core-banking").ClickAsync();

        await Expect(page.Said).ToContainTextAsync("Test of core-banking");
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task GoneEndpoint_IsShownDisabled_AndCanBeEnabled()
    {
        var answer = scene.Crm.Answer;
        scene.Crm.Always(410);
        await scene.PostRefusedAsync("gone");
        await scene.Server.WaitForAsync("endpoints", static endpoints => (string?)endpoints["items"]![1]!["state"] == "disabled");
        await using var page = await DashboardPage.OpenAsync(scene);
        var row = page.Section("Endpoints").GetByRole(AriaRole.Row).Filter(new() { HasText = "crm" });
        await Expect(row).ToContainTextAsync("disabled since");
        await Expect(page.Section("Undelivered notifications").GetByRole(AriaRole.Cell, new() { Name = "held", Exact = true }).First).ToBeVisibleAsync();

        scene.Crm.Answer = answer;
        scene.IsCrmBroken = false;
        await page.Button("Enable crm").ClickAsync();

        await Expect(page.Said).ToContainTextAsync("Enabling crm started: run enable.");
        await Expect(row).ToContainTextAsync("healthy");
        await scene.Server.WaitForAsync("deliveries?state=held", static page => page["items"]!.AsArray().Count == 0);
    }

    [Fact]
    public async Task Endpoint_IsTested()
    {
        await using var page = await DashboardPage.OpenAsync(scene);

        await page.Button("Test core-banking").ClickAsync();

        await Expect(page.Said).ToHaveTextAsync("Test of core-banking: delivered.");
    }

    [Fact]
    public async Task Reconciliation_IsStarted_AndItsRunShown()
    {
        await using var page = await DashboardPage.OpenAsync(scene);
        var rows = page.Section("Reconciliation").GetByRole(AriaRole.Row);
        await Expect(rows.Last).ToBeVisibleAsync();
        var before = await rows.CountAsync();

        await page.Button("Reconcile now").ClickAsync();

        await Expect(page.Said).ToContainTextAsync("Reconciliation started: run reconcile.");
        await Expect(rows).ToHaveCountAsync(before + 1);
        await scene.Server.WaitForAsync("runs?kind=reconcile", static runs => (string?)runs["items"]![0]!["state"] == "finished");
    }

    [Fact]
    public async Task RejectedAction_IsReportedWithItsReason()
    {
        await using var page = await DashboardPage.OpenAsync(scene);
        await page.Tab.RouteAsync("**/api/reconcile", static route => route.FulfillAsync(new()
        {
            Status = 409,
            ContentType = "application/problem+json",
            Body = """{"title":"Not now","status":409,"detail":"Reconciliation reconcile.1 is in progress; only one runs at a time.","code":"run_under_way"}""",
        }));

        await page.Button("Reconcile now").ClickAsync();

        await Expect(page.Said).ToContainTextAsync("Not now. Reconciliation reconcile.1 is in progress; only one runs at a time.");
    }
}
