using System.Collections.Concurrent;
using Microsoft.Playwright;
using OzFunctions.Tests.EndToEnd;

namespace OzFunctions.Tests.Dashboard;

/// <summary>A tab with the dashboard. When it is closed, it must not have reported an error that the test did not expect.</summary>
internal sealed class DashboardPage : IAsyncDisposable
{
    /// <summary>The refresh interval of the page.</summary>
    public const int RefreshMilliseconds = 15_000;

    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _errors = new();

    private DashboardPage(IBrowserContext context, IPage tab)
    {
        (_context, Tab) = (context, tab);
        tab.PageError += (_, error) => _errors.Enqueue(error);
        tab.Console += (_, message) =>
        {
            // The page itself shows failed requests, and tests cover that; the browser logs them anyway.
            if (message.Type == "error" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
            {
                _errors.Enqueue(message.Text);
            }
        };
    }

    public IPage Tab { get; }

    public static async Task<DashboardPage> OpenAsync(
        DashboardScene scene,
        string route = "",
        int width = 1440,
        ColorScheme scheme = ColorScheme.Light,
        string? readKey = ServerSettings.ReadKey,
        string? adminKey = ServerSettings.AdminKey,
        bool hasOwnClock = false,
        ServerProcess? server = null)
    {
        var context = await scene.Browser.NewContextAsync(width, scheme);
        foreach (var (name, key) in new[] { ("read", readKey), ("admin", adminKey) }.Where(static entry => entry.Item2 is not null))
        {
            await context.AddInitScriptAsync($"sessionStorage.setItem('{name}', '{key}')");
        }

        if (hasOwnClock)
        {
            await context.Clock.InstallAsync();
        }

        var page = new DashboardPage(context, await context.NewPageAsync());
        page.Tab.SetDefaultTimeout(60_000);
        Assertions.SetDefaultExpectTimeout(60_000);
        await page.Tab.GotoAsync(new Uri((server ?? scene.Server).Client.BaseAddress!, $"dashboard{route}").ToString());
        return page;
    }

    /// <summary>Finds a section of the overview by its heading.</summary>
    public ILocator Section(string heading) =>
        Tab.GetByRole(AriaRole.Region).Filter(new LocatorFilterOptions { Has = Tab.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { NameRegex = new($"^{heading}( |$)") }) });

    public ILocator Button(string name) => Tab.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = name, Exact = true });

    public ILocator Link(string name) => Tab.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = name, Exact = true });

    public ILocator Alert => Tab.GetByRole(AriaRole.Alert).Filter(new LocatorFilterOptions { HasNotText = "refuses" });

    public ILocator Said => Tab.GetByRole(AriaRole.Status);

    public ILocator Heading => Tab.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 });

    /// <summary>Advances the page's clock beyond the next refresh.</summary>
    public Task RefreshAsync() => Tab.Clock.FastForwardAsync(RefreshMilliseconds * 4);

    /// <summary>Opens another route of the page.</summary>
    public Task GoAsync(string route) => Tab.EvaluateAsync("route => { location.hash = route; }", route);

    public Task<bool> ScrollsSidewaysAsync() => Tab.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > document.documentElement.clientWidth");

    public async ValueTask DisposeAsync()
    {
        var hacked = await Tab.EvaluateAsync<bool>("() => 'hacked' in window");
        await _context.DisposeAsync();
        Assert.Empty(_errors);
        Assert.False(hacked, "Text from a payload was executed as a script.");
    }
}
