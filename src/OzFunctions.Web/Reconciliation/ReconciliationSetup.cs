using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Web.Removal;

namespace OzFunctions.Web.Reconciliation;

/// <summary>Registers what compares this store with Oz.</summary>
internal static class ReconciliationSetup
{
    /// <summary>Adds the services.</summary>
    public static IServiceCollection AddReconciliation(this IServiceCollection services)
    {
        services.AddSection<ReconciliationOptions>(ReconciliationOptions.Section);
        services.AddSingleton<IValidateOptions<ReconciliationOptions>, ReconciliationRangeValidator>();
        services.AddSingleton<IValidateOptions<ReconciliationOptions>, ValidateLookAgain>();
        services.AddSingleton(static provider => provider.GetRequiredService<IOptions<ReconciliationOptions>>().Value
            .ToSettings(TimeSpan.FromDays(provider.GetRequiredService<IOptions<RetentionOptions>>().Value.Days)));
        services.AddSingleton<ReconciliationScope>();
        services.AddSingleton<FolderPoll>();
        services.AddSingleton<IndexComparison>();
        services.AddSingleton<DueRows>();
        services.AddSingleton<OverdueFolders>();
        services.AddSingleton<DueFolders>();
        services.AddSingleton<OzPages>();
        services.AddSingleton<ListedFolders>();
        services.AddSingleton<RoundRobinLists>();
        services.AddSingleton<ReconciliationOutcome>();
        services.AddSingleton<SpanRuns>();
        services.AddSingleton<DryRunStep>();
        services.AddSingleton<ReconciliationStep>();
        services.AddSingleton<ReconciliationStarter>();
        services.AddSingleton<ReconciliationSchedule>();
        services.AddSingleton<ReconciliationEndpoints>();
        services.AddSingleton<DryRunReportEndpoints>();
        return services;
    }
}
