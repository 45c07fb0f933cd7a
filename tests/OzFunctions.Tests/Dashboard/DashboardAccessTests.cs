using Microsoft.Playwright;
using OzFunctions.Tests.Builders;
using OzFunctions.Tests.EndToEnd;
using static Microsoft.Playwright.Assertions;

namespace OzFunctions.Tests.Dashboard;

/// <summary>Keys, and a server that does not respond.</summary>
[StartsProcesses]
[Collection<DashboardCollection>]
public sealed class DashboardAccessTests(DashboardScene scene)
{
    [Fact]
    public async Task Page_AsksForAKey_ReportsAWrongOne_AndKeepsTheRightOneForTheTab()
    {
        await using var page = await DashboardPage.OpenAsync(scene, readKey: null, adminKey: null);
        var dialog = page.Tab.GetByRole(AriaRole.Dialog, new() { Name = "Keys" });
        await Expect(dialog).ToBeVisibleAsync();
        await Expect(page.Section("Today")).ToHaveCountAsync(0);

        await EnterAsync(page, ServerSettings.WebhookKey);
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The server refuses this read key.");
        await EnterAsync(page, "schl\u00fcssel\n");
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The server refuses this read key.");
        await EnterAsync(page, ServerSettings.ReadKey);

        await Expect(page.Section("Today")).ToBeVisibleAsync();
        await Expect(dialog).ToBeHiddenAsync();
        await page.Tab.ReloadAsync();
        await Expect(page.Section("Today")).ToBeVisibleAsync();
        Assert.Equal((0, 0), (await page.Tab.EvaluateAsync<int>("() => localStorage.length"), await page.Tab.EvaluateAsync<int>("() => document.cookie.length")));
    }

    [Fact]
    public async Task KeyDialog_Dismissed_CanBeReopened()
    {
        await using var page = await DashboardPage.OpenAsync(scene, readKey: null, adminKey: null);
        await Expect(page.Tab.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();

        await page.Tab.Keyboard.PressAsync("Escape");

        await Expect(page.Tab.GetByRole(AriaRole.Dialog)).ToBeHiddenAsync();
        await page.Button("Enter a key").ClickAsync();
        await Expect(page.Tab.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
    }

    [Fact]
    public async Task ReadKey_OpensEverythingExceptAdminViews()
    {
        await using var page = await DashboardPage.OpenAsync(scene, adminKey: null);

        await Expect(page.Tab.GetByText("An admin key is required to see the endpoints.")).ToBeVisibleAsync();
        await Expect(page.Tab.GetByText("An admin key is required to see the deliveries.")).ToBeVisibleAsync();
        await Expect(page.Section("Reconciliation").GetByRole(AriaRole.Row)).ToHaveCountAsync(2);
        await Expect(page.Button("Reconcile now")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task WrongAdminKey_IsReported_AndForgottenWithTheRest()
    {
        await using var page = await DashboardPage.OpenAsync(scene, readKey: null, adminKey: null);
        var dialog = page.Tab.GetByRole(AriaRole.Dialog, new() { Name = "Keys" });

        await EnterAsync(page, ServerSettings.ReadKey, "nobody's");
        await Expect(dialog.GetByRole(AriaRole.Alert)).ToHaveTextAsync("The server refuses this admin key.");
        await Expect(page.Section("Today")).ToBeVisibleAsync();
        await EnterAsync(page, ServerSettings.ReadKey, ServerSettings.AdminKey);
        await Expect(page.Button("Test crm")).ToBeVisibleAsync();

        await page.Button("Keys").ClickAsync();
        await page.Button("Forget").ClickAsync();
        await Expect(dialog).ToBeVisibleAsync();
        await Expect(page.Tab.GetByLabel("Read key")).ToHaveValueAsync("");
        Assert.Equal(0, await page.Tab.EvaluateAsync<int>("() => sessionStorage.length"));
    }

    [Fact]
    public async Task UnavailableServer_IsReportedWithTheTimeOfTheData_UntilItIsBack()
    {
        await using var server = await scene.StartServerAsync();
        await using var page = await DashboardPage.OpenAsync(scene, hasOwnClock: true, server: server);
        await Expect(page.Section("Today")).ToBeVisibleAsync();

        await server.KillAsync();
        await page.RefreshAsync();

        await Expect(page.Alert).ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"The server has not responded since [\d:]{8}\. The data shown is as of [\d:]{8}\. Retrying automatically\."));
        await Expect(page.Section("Today")).ToBeVisibleAsync();

        // Simulates a restart of the server, apart from its new address.
        await page.Tab.RouteAsync("**/api/**", async route =>
        {
            var response = await route.FetchAsync(new() { Url = route.Request.Url.Replace(server.Client.BaseAddress!.Authority, scene.Server.Client.BaseAddress!.Authority, StringComparison.Ordinal) });
            await route.FulfillAsync(new() { Response = response });
        });
        await page.RefreshAsync();
        await Expect(page.Alert.First).ToBeEmptyAsync();
    }

    [Fact]
    public async Task UnavailableStorage_IsReportedInTheServersWords()
    {
        await using var page = await DashboardPage.OpenAsync(scene, hasOwnClock: true);
        await Expect(page.Section("Today")).ToBeVisibleAsync();
        await page.Tab.RouteAsync("**/api/open*", static route => route.FulfillAsync(new()
        {
            Status = 503,
            ContentType = "application/problem+json",
            Body = """{"title":"The storage cannot be reached","status":503,"detail":"Nothing was acknowledged.","code":"storage_unavailable"}""",
        }));

        await page.RefreshAsync();

        await Expect(page.Alert).ToContainTextAsync("The storage cannot be reached. Nothing was acknowledged. The data shown is as of");
        await Expect(page.Section("Today")).ToBeVisibleAsync();
    }

    private static async Task EnterAsync(DashboardPage page, string readKey, string adminKey = "")
    {
        await page.Tab.GetByLabel("Read key").FillAsync(readKey);
        await page.Tab.GetByLabel("Admin key, for deliveries, endpoints and runs").FillAsync(adminKey);
        await page.Button("Use").ClickAsync();
    }
}
