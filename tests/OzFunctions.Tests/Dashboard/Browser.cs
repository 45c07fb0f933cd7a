using System.Collections;
using Microsoft.Playwright;
using OzFunctions.Server;

namespace OzFunctions.Tests.Dashboard;

/// <summary>A Chromium without a window: one that is installed, or the one from npm.</summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Starts the first browser that starts.</summary>
    /// <exception cref="StartupException">There is none, with the reason and what to do.</exception>
    public static async Task<Browser> StartAsync()
    {
        foreach (var installed in BrowserProgram.Installed(BrowserProgram.UsualFolders))
        {
            try
            {
                return await LaunchAsync(installed);
            }
            catch (StartupException)
            {
                // Ubuntu's chromium-browser, for one, only says that the browser is to be installed by other means.
            }
        }

        return await LaunchAsync(await NpmChromium.EnsureAsync());
    }

    public Task<IBrowserContext> NewContextAsync(int width, ColorScheme scheme) => _browser.NewContextAsync(new BrowserNewContextOptions
    {
        ViewportSize = new ViewportSize { Width = width, Height = 900 },
        ColorScheme = scheme,
        Locale = "en-GB",
        TimezoneId = "UTC",
        ReducedMotion = ReducedMotion.Reduce,
    });

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }

    private static async Task<Browser> LaunchAsync(BrowserProgram program)
    {
        IPlaywright? playwright = null;
        try
        {
            playwright = await Playwright.CreateAsync();
            return new Browser(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
            {
                ExecutablePath = program.Path,
                Env = EnvironmentOf(program),

                // Its sandbox does not work for root, and only our own page is shown in it.
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            }));
        }
        catch (PlaywrightException e)
        {
            playwright?.Dispose();
            throw new StartupException($"The browser {program.Path} does not start: {e.Message.Split('\n').FirstOrDefault(static line => line.Contains("[err]", StringComparison.Ordinal)) ?? e.Message}", e);
        }
    }

    // What is given to Playwright replaces the environment of this process.
    private static Dictionary<string, string> EnvironmentOf(BrowserProgram program)
    {
        var environment = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(static entry => (string)entry.Key, static entry => (string)entry.Value!);
        foreach (var (name, value) in program.Environment)
        {
            environment[name] = value;
        }

        return environment;
    }
}
