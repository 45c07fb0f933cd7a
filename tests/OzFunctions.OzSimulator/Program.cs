using OzFunctions.OzSimulator;

var settings = new ConfigurationBuilder().AddCommandLine(args).Build();
var target = new Uri(settings["webhooks"] ?? "http://localhost:7071/api/oz/webhooks");
var port = settings.GetValue("port", 7080);
var folders = settings.GetValue("folders", 20);
var perSecond = settings.GetValue("per-second", 5.0);
var faults = new WebhookFaults(settings.GetValue("lose", 0.0), settings.GetValue("duplicate", 0.2), settings.GetValue("late", 0.2));
var random = new Random(settings.GetValue("seed", 1));

await using var oz = await SimulatedOz.StartAsync(port);
oz.MaxRequestsPerSecond = settings.GetValue("rate", int.MaxValue);
SimulatorControl.Apply(oz, name => settings[name]);
for (var i = 0; i < settings.GetValue("played", 0); i++)
{
    // Folders of the last 23 hours that are already over. No webhook is sent for them.
    var past = new FolderScript(oz, $"past-{i}", TimeProvider.System.GetUtcNow().AddHours(-23).AddHours(22.0 * i / settings.GetValue("played", 0)), random);
    while (!past.IsOver)
    {
        past.Step();
    }
}

using var sender = new WebhookSender(target, faults, random);
Console.WriteLine($"Simulated Oz at {oz.Url}, account {SimulatedOz.Email}, password {SimulatedOz.Password}. Ctrl+C stops it.");
Console.WriteLine($"Posting the webhooks of {folders} folders to {target}.");

try
{
    var scripts = Enumerable.Range(1, folders).Select(i => new FolderScript(oz, $"demo-{i}", TimeProvider.System.GetUtcNow(), random)).ToList();
    while (scripts.Count > 0)
    {
        var script = scripts[random.Next(scripts.Count)];
        await sender.SendAsync(script.Step(TimeProvider.System.GetUtcNow()), oz.Stopping);
        scripts.RemoveAll(static script => script.IsOver);
        await Task.Delay(TimeSpan.FromSeconds(1 / perSecond), TimeProvider.System, oz.Stopping);
    }

    await sender.FlushAsync(oz.Stopping);
    Console.WriteLine($"All folders are played: {sender.Posted} webhooks posted, {sender.Lost} lost. The API stays available.");
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, oz.Stopping);
}
catch (OperationCanceledException)
{
    // Ctrl+C stopped the simulator.
}
catch (HttpRequestException e)
{
    await Console.Error.WriteLineAsync($"{target} did not accept a webhook ({e.Message}): start the server first, or give another address with --webhooks.");
    return 1;
}

return 0;
