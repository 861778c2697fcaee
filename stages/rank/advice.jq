def advice: {recommendations: [], to_next: null};
