using System.Collections;
using Microsoft.Playwright;
using OzFunctions.Server;

namespace OzFunctions.Tests.Dashboard;

/// <summary>
/// A headless Chromium: the one from npm, or else an installed one. The former is the same on all machines, and takes a third of the processor
/// time, because it has no user interface.
/// </summary>
internal sealed class Browser : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Browser(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <summary>Starts the first browser that can be started.</summary>
    /// <exception cref="StartupException">No browser can be started; the message says why and what to do.</exception>
    public static async Task<Browser> StartAsync()
    {
        try
        {
            return await LaunchAsync(await NpmChromium.EnsureAsync());
        }
        catch (StartupException)
        {
            foreach (var installed in BrowserProgram.Installed(BrowserProgram.UsualFolders))
            {
                try
                {
                    return await LaunchAsync(installed);
                }
                catch (StartupException)
                {
                    // For example, Ubuntu's chromium-browser only prints how to install the browser.
                }
            }

            throw;
        }
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
                Timeout = 120_000,

                // Chromium's sandbox does not work as root, and only the dashboard is shown.
                Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            }));
        }
        catch (PlaywrightException e)
        {
            playwright?.Dispose();
            throw new StartupException($"The browser {program.Path} does not start: {e.Message.Split('\n').FirstOrDefault(static line => line.Contains("[err]", StringComparison.Ordinal)) ?? e.Message}", e);
        }
    }

    // Playwright replaces the environment of the process with the given one.
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
